package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
)

// metrics PKI ADDRESS SOCKET is the way from the API server to the metrics API of the suite, which answers on a socket
// outside of the network of the cluster. Nobody but the API server is let through.
func metrics(args []string) error {
	pki, address, socket := args[0], args[1], args[2]
	certificate, err := tls.LoadX509KeyPair(filepath.Join(pki, "metrics.crt"), filepath.Join(pki, "metrics.key"))
	if err != nil {
		return err
	}
	authority, err := os.ReadFile(filepath.Join(pki, "front-ca.crt"))
	if err != nil {
		return err
	}
	callers := x509.NewCertPool()
	callers.AppendCertsFromPEM(authority)
	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: "suite"})
	proxy.Transport = &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return net.Dial("unix", socket)
	}}
	server := &http.Server{Addr: address, Handler: proxy, ErrorLog: log.New(os.Stderr, "", 0), TLSConfig: &tls.Config{
		Certificates: []tls.Certificate{certificate},
		ClientCAs:    callers,
		ClientAuth:   tls.RequireAndVerifyClientCert,
	}}
	return server.ListenAndServeTLS("", "")
}
