package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

// Port on which a stand-in answers the suite. No manifest names it: between pods it is one more port that is not
// declared.
const controlPort = ":20000"

// serve answers on the ports of STANDIN_LISTEN, such as "grpc:7070,tcp:6379,http:8080", and on the control port. It
// ends at SIGTERM at once.
func serve([]string) error {
	for _, entry := range strings.Split(os.Getenv("STANDIN_LISTEN"), ",") {
		if entry == "" {
			continue
		}
		kind, port, _ := strings.Cut(entry, ":")
		listener, err := net.Listen("tcp", ":"+port)
		if err != nil {
			return err
		}
		go answer(kind, listener)
	}
	control := http.NewServeMux()
	control.HandleFunc("/report", jsonOf(report))
	control.HandleFunc("/dial", jsonOf(dialAll))
	control.HandleFunc("/load", jsonOf(load))
	control.HandleFunc("/call", jsonOf(call))
	control.HandleFunc("/claims", jsonOf(claims))
	control.HandleFunc("/memory", jsonOf(memory))
	control.HandleFunc("/disk", jsonOf(disk))
	control.HandleFunc("/say", jsonOf(say))
	failed := make(chan error, 1)
	go func() { failed <- http.ListenAndServe(controlPort, control) }()
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM)
	select {
	case err := <-failed:
		return err
	case <-ended:
		return nil
	}
}

// answer serves a listener: gRPC's health check, HTTP, or connections that say nothing.
func answer(kind string, listener net.Listener) {
	if kind == "tcp" {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer connection.Close()
				_, _ = io.Copy(io.Discard, connection)
			}()
		}
	}
	name, _ := os.Hostname()
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor == 2 {
			health(w, r)
			return
		}
		fmt.Fprintln(w, name)
	}), Protocols: new(http.Protocols)}
	server.Protocols.SetHTTP1(kind == "http")
	server.Protocols.SetUnencryptedHTTP2(kind == "grpc")
	_ = server.Serve(listener)
}

// health answers grpc.health.v1.Health/Check with SERVING: a frame of two bytes, field 1 with the value 1.
func health(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	w.Header().Set("Content-Type", "application/grpc")
	w.Header().Set("Trailer", "Grpc-Status")
	if r.URL.Path != "/grpc.health.v1.Health/Check" {
		w.Header().Set("Grpc-Status", "12") // UNIMPLEMENTED
		return
	}
	_, _ = w.Write([]byte{0, 0, 0, 0, 2, 8, 1})
	w.Header().Set("Grpc-Status", "0")
}

func jsonOf[T any](handler func(*http.Request) (T, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		value, err := handler(r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(value)
	}
}

// wget fetches its last argument and fails unless the answer is 200.
func wget(args []string) error {
	response, err := http.Get(args[len(args)-1])
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s", response.Status)
	}
	_, err = io.Copy(io.Discard, response.Body)
	return err
}
