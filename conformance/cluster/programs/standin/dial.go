package main

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// repeat is after how long a question is asked again: what is lost on its way is lost, as with every packet.
const repeat = time.Second

type target struct {
	Network string `json:"network"` // tcp, udp (a DNS question is asked), or dns-tcp
	Address string `json:"address"`
}

// dialAll tries every target of a JSON list side by side and answers in its order: connected, refused, timeout, or
// what else happened. The query says how many milliseconds it waits for each.
func dialAll(r *http.Request) ([]string, error) {
	milliseconds, err := strconv.Atoi(r.URL.Query().Get("patience"))
	if err != nil {
		return nil, err
	}
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
			answers[i] = said(try(t, time.Duration(milliseconds)*time.Millisecond))
		})
	}
	all.Wait()
	return answers, nil
}

func try(t target, patience time.Duration) error {
	end := time.Now().Add(patience)
	connection, err := net.DialTimeout(strings.TrimPrefix(t.Network, "dns-"), t.Address, patience)
	if err != nil {
		return err
	}
	defer connection.Close()
	switch t.Network {
	case "tcp":
		return nil
	case "dns-tcp":
		return exchange(connection, append(binary.BigEndian.AppendUint16(nil, uint16(len(question))), question...), end)
	}
	for {
		err := exchange(connection, question, earlier(end, time.Now().Add(repeat)))
		if !errors.Is(err, os.ErrDeadlineExceeded) || time.Now().After(end) {
			return err
		}
	}
}

// exchange sends a message and waits for what comes back.
func exchange(connection net.Conn, message []byte, end time.Time) error {
	if err := connection.SetDeadline(end); err != nil {
		return err
	}
	if _, err := connection.Write(message); err != nil {
		return err
	}
	_, err := connection.Read(make([]byte, 512))
	return err
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
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
