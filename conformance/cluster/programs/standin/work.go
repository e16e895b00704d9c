package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"
)

const account = "/var/run/secrets/kubernetes.io/serviceaccount/"

type loaded struct {
	Requests int      `json:"requests"`
	Failed   int      `json:"failed"`
	Errors   []string `json:"errors"`
	Servers  []string `json:"servers"`
}

// load requests ?url= over a new connection each for ?seconds=, four at a time.
func load(r *http.Request) (loaded, error) {
	seconds, err := strconv.ParseFloat(r.FormValue("seconds"), 64)
	if err != nil {
		return loaded{}, err
	}
	client := &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	var result loaded
	var lock sync.Mutex
	servers := map[string]bool{}
	end := time.Now().Add(time.Duration(seconds * float64(time.Second)))
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for time.Now().Before(end) {
				server, err := fetch(client, r.FormValue("url"))
				lock.Lock()
				result.Requests++
				servers[server] = true
				if err != nil {
					result.Failed++
					result.Errors = append(result.Errors, err.Error())
				}
				lock.Unlock()
				time.Sleep(10 * time.Millisecond)
			}
		})
	}
	all.Wait()
	for server := range servers {
		result.Servers = append(result.Servers, server)
	}
	return result, nil
}

func fetch(client *http.Client, url string) (string, error) {
	response, err := client.Get(url)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s", response.Status)
	}
	return string(body), err
}

type called struct {
	Status int    `json:"status"`
	Body   string `json:"body"`
}

// call asks the API server for ?path= with the mounted token, as an ordinary client in a pod does.
func call(r *http.Request) (called, error) {
	authority, err := os.ReadFile(account + "ca.crt")
	if err != nil {
		return called{}, err
	}
	token, err := os.ReadFile(account + "token")
	if err != nil {
		return called{}, err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	client := &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	host := net.JoinHostPort(os.Getenv("KUBERNETES_SERVICE_HOST"), os.Getenv("KUBERNETES_SERVICE_PORT"))
	request, err := http.NewRequest(r.FormValue("method"), "https://"+host+r.FormValue("path"), nil)
	if err != nil {
		return called{}, err
	}
	request.Header.Set("Authorization", "Bearer "+string(token))
	response, err := client.Do(request)
	if err != nil {
		return called{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return called{response.StatusCode, string(body)}, err
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
