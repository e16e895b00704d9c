// Opens values as the controller of Sealed Secrets does, with its own library: a key and values with their labels are in the
// file that is named, as JSON; one answer for each goes out.
package main

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"os"

	"github.com/bitnami/sealed-secrets/pkg/crypto"
)

type value struct {
	Label  string `json:"label"`
	Sealed string `json:"sealed"`
}

type input struct {
	Key    string  `json:"key"`
	Values []value `json:"values"`
}

type answer struct {
	Opened string `json:"opened,omitempty"`
	Error  string `json:"error,omitempty"`
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		return err
	}
	var given input
	if err := json.Unmarshal(text, &given); err != nil {
		return err
	}
	block, _ := pem.Decode([]byte(given.Key))
	if block == nil {
		return fmt.Errorf("no PEM")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return err
	}
	key, ok := parsed.(*rsa.PrivateKey)
	if !ok {
		return fmt.Errorf("no RSA key")
	}
	// The controller tries all of its keys, by their fingerprints.
	fingerprint, err := crypto.PublicKeyFingerprint(&key.PublicKey)
	if err != nil {
		return err
	}
	keys := map[string]*rsa.PrivateKey{fingerprint: key}
	answers := make([]answer, 0, len(given.Values))
	for _, one := range given.Values {
		answers = append(answers, open(keys, one))
	}
	return json.NewEncoder(os.Stdout).Encode(answers)
}

func open(keys map[string]*rsa.PrivateKey, one value) answer {
	sealed, err := base64.StdEncoding.DecodeString(one.Sealed)
	if err != nil {
		return answer{Error: err.Error()}
	}
	opened, err := crypto.HybridDecrypt(rand.Reader, keys, sealed, []byte(one.Label))
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Opened: base64.StdEncoding.EncodeToString(opened)}
}
