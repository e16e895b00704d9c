package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"
)

type loaded struct {
	Requests int      `json:"requests"`
	Failed   int      `json:"failed"`
	Errors   []string `json:"errors"`
	Servers  []string `json:"servers"`
}

// clients is how many connections the load opens at a time.
const clients = 4

// running is the load that was started and not stopped.
var running struct {
	sync.Mutex
	result  loaded
	servers map[string]bool
	stop    chan struct{}
	all     sync.WaitGroup
}

// load requests ?url= over a new connection each until it is stopped. ?do= is start, look or stop; each answers what
// was counted so far, and stop waits for the requests under way.
func load(r *http.Request) (loaded, error) {
	switch r.FormValue("do") {
	case "start":
		if err := startLoad(r.FormValue("url")); err != nil {
			return loaded{}, err
		}
	case "stop":
		if err := stopLoad(); err != nil {
			return loaded{}, err
		}
	}
	running.Lock()
	defer running.Unlock()
	answer := running.result
	for server := range running.servers {
		answer.Servers = append(answer.Servers, server)
	}
	return answer, nil
}

func startLoad(url string) error {
	running.Lock()
	defer running.Unlock()
	if running.stop != nil {
		return errors.New("a load is running")
	}
	stop := make(chan struct{})
	running.result, running.servers, running.stop = loaded{}, map[string]bool{}, stop
	client := &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	for range clients {
		running.all.Go(func() {
			for {
				select {
				case <-stop:
					return
				case <-time.After(10 * time.Millisecond):
					count(fetch(client, url))
				}
			}
		})
	}
	return nil
}

func stopLoad() error {
	running.Lock()
	stop := running.stop
	running.stop = nil
	running.Unlock()
	if stop == nil {
		return errors.New("no load is running")
	}
	close(stop)
	running.all.Wait()
	return nil
}

func count(server string, err error) {
	running.Lock()
	defer running.Unlock()
	running.result.Requests++
	if err != nil {
		running.result.Failed++
		running.result.Errors = append(running.result.Errors, err.Error())
		return
	}
	running.servers[server] = true
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
