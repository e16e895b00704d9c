package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// A certificate to make, or with no issuer an authority that signs itself.
type wanted struct {
	Name         string   `json:"name"`
	Issuer       string   `json:"issuer"`
	CommonName   string   `json:"commonName"`
	Organization []string `json:"organization"`
	Hosts        []string `json:"hosts"`
}

type authority struct {
	certificate *x509.Certificate
	key         crypto.Signer
}

// pki FOLDER LIST makes the certificates of a JSON list in its order, as FOLDER/NAME.crt and FOLDER/NAME.key. They
// hold for a day.
func pki(args []string) error {
	folder := args[0]
	var list []wanted
	if err := json.Unmarshal([]byte(args[1]), &list); err != nil {
		return err
	}
	made := map[string]authority{}
	for i, want := range list {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			return err
		}
		template := templateOf(want, int64(i+1))
		issuer, signed := made[want.Issuer]
		if !signed {
			issuer = authority{template, key}
		}
		der, err := x509.CreateCertificate(rand.Reader, template, issuer.certificate, &key.PublicKey, issuer.key)
		if err != nil {
			return err
		}
		if made[want.Name], err = write(folder, want.Name, der, key); err != nil {
			return err
		}
	}
	return nil
}

func templateOf(want wanted, serial int64) *x509.Certificate {
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(serial),
		Subject:               pkix.Name{CommonName: want.CommonName, Organization: want.Organization},
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().Add(24 * time.Hour),
		BasicConstraintsValid: true,
		IsCA:                  want.Issuer == "",
		KeyUsage:              x509.KeyUsageDigitalSignature,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	if template.IsCA {
		template.KeyUsage, template.ExtKeyUsage = x509.KeyUsageCertSign|x509.KeyUsageCRLSign, nil
	}
	for _, host := range want.Hosts {
		if address := net.ParseIP(host); address != nil {
			template.IPAddresses = append(template.IPAddresses, address)
		} else {
			template.DNSNames = append(template.DNSNames, host)
		}
	}
	return template
}

func write(folder, name string, der []byte, key *ecdsa.PrivateKey) (authority, error) {
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return authority{}, err
	}
	private, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return authority{}, err
	}
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		return authority{}, err
	}
	for _, file := range []struct {
		suffix, kind string
		bytes        []byte
	}{{".crt", "CERTIFICATE", der}, {".key", "EC PRIVATE KEY", private}, {".pub", "PUBLIC KEY", public}} {
		text := pem.EncodeToMemory(&pem.Block{Type: file.kind, Bytes: file.bytes})
		if err := os.WriteFile(filepath.Join(folder, name+file.suffix), text, 0o600); err != nil {
			return authority{}, err
		}
	}
	return authority{certificate, key}, nil
}
