package main

import (
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// hold is a first process: it reaps what others leave, and ends at SIGTERM. Given "until-eof" it ends too when its
// input ends, that is, when whoever holds the other end is gone.
func hold(args []string) error {
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM, syscall.SIGINT)
	if len(args) > 0 && args[0] == "until-eof" {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			ended <- syscall.SIGTERM
		}()
	}
	children := make(chan os.Signal, 16)
	signal.Notify(children, syscall.SIGCHLD)
	for {
		select {
		case <-ended:
			return nil
		case <-children:
		case <-time.After(5 * time.Second): // a signal that came between two reapings
		}
		for {
			pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil)
			if pid <= 0 || errors.Is(err, syscall.ECHILD) {
				break
			}
		}
	}
}
