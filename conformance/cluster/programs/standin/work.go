package main

import (
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

const account = "/var/run/secrets/kubernetes.io/serviceaccount/"

type called struct {
	Status int    `json:"status"`
	Body   string `json:"body"`
}

// call asks the API server for ?path= with the mounted token, as an ordinary client in a pod does, or with ?token=.
func call(r *http.Request) (called, error) {
	authority, err := os.ReadFile(account + "ca.crt")
	if err != nil {
		return called{}, err
	}
	token, err := mounted(r.FormValue("token"))
	if err != nil {
		return called{}, err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	client := &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	host := net.JoinHostPort(os.Getenv("KUBERNETES_SERVICE_HOST"), os.Getenv("KUBERNETES_SERVICE_PORT"))
	request, err := http.NewRequest(r.FormValue("method"), "https://"+host+r.FormValue("path"), nil)
	if err != nil {
		return called{}, err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := client.Do(request)
	if err != nil {
		return called{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return called{response.StatusCode, string(body)}, err
}

func mounted(instead string) (string, error) {
	if instead != "" {
		return instead, nil
	}
	token, err := os.ReadFile(account + "token")
	return string(token), err
}

// claims answers header and claims of the mounted token as they are encoded, without its signature.
func claims(*http.Request) ([]string, error) {
	token, err := mounted("")
	parts := strings.Split(token, ".")
	return parts[:min(2, len(parts))], err
}

var kept [][]byte

// memory takes ?mib= of memory and keeps it.
func memory(r *http.Request) (int, error) {
	mib, err := strconv.Atoi(r.FormValue("mib"))
	for range mib {
		page := make([]byte, 1<<20)
		for i := 0; i < len(page); i += 4096 {
			page[i] = 1
		}
		kept = append(kept, page)
	}
	return len(kept), err
}

// disk writes ?mib= to a file in ?folder=.
func disk(r *http.Request) (int64, error) {
	mib, err := strconv.Atoi(r.FormValue("mib"))
	if err != nil {
		return 0, err
	}
	file, err := os.Create(filepath.Join(r.FormValue("folder"), "filled"))
	if err != nil {
		return 0, err
	}
	defer file.Close()
	block := make([]byte, 1<<20)
	var written int64
	for range mib {
		n, err := file.Write(block)
		written += int64(n)
		if err != nil {
			return written, err
		}
	}
	return written, nil
}

// say writes ?mib= of what does not compress to standard output, in lines.
func say(r *http.Request) (int, error) {
	mib, err := strconv.Atoi(r.FormValue("mib"))
	line := make([]byte, 1<<14)
	for range mib * (1 << 20) / len(line) {
		_, _ = rand.Read(line) // never fails
		for i, letter := range line {
			line[i] = letter | 0x20 // no control characters, so no end of a line
		}
		line[len(line)-1] = '\n'
		if _, err := os.Stdout.Write(line); err != nil {
			return 0, err
		}
	}
	return mib, err
}
