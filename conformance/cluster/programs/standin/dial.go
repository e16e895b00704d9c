package main

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"time"
)

const patience = 1500 * time.Millisecond

type target struct {
	Network string `json:"network"` // tcp, udp (a DNS question is asked), or dns-tcp
	Address string `json:"address"`
}

// dialAll tries every target of a JSON list side by side and answers in its order: connected, refused, timeout, or
// what else happened.
func dialAll(r *http.Request) ([]string, error) {
	var targets []target
	if err := json.NewDecoder(r.Body).Decode(&targets); err != nil {
		return nil, err
	}
	answers := make([]string, len(targets))
	var all sync.WaitGroup
	slots := make(chan struct{}, 64)
	for i, t := range targets {
		all.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			answers[i] = said(try(t))
		})
	}
	all.Wait()
	return answers, nil
}

func try(t target) error {
	connection, err := net.DialTimeout(strings.TrimPrefix(t.Network, "dns-"), t.Address, patience)
	if err != nil {
		return err
	}
	defer connection.Close()
	if t.Network == "tcp" {
		return nil
	}
	if err := connection.SetDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	message := question
	if t.Network == "dns-tcp" {
		message = binary.BigEndian.AppendUint16(nil, uint16(len(question)))
		message = append(message, question...)
	}
	if _, err := connection.Write(message); err != nil {
		return err
	}
	_, err = connection.Read(make([]byte, 512))
	return err
}

// question is a DNS query with recursion for the address of kubernetes.default.svc.cluster.local.
var question = func() []byte {
	message := []byte{0x42, 0x57, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0}
	for _, label := range strings.Split("kubernetes.default.svc.cluster.local", ".") {
		message = append(append(message, byte(len(label))), label...)
	}
	return append(message, 0, 0, 1, 0, 1)
}()

func said(err error) string {
	var name *net.DNSError
	var slow net.Error
	switch {
	case err == nil:
		return "connected"
	case errors.As(err, &name):
		return "no such name"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "refused"
	case errors.As(err, &slow) && slow.Timeout():
		return "timeout"
	}
	return err.Error()
}
