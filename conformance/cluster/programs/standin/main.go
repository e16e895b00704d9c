// Command standin is everything of the test cluster that no other program is: the first process of its namespaces,
// its certificates, the pause process of its pods, and the container of every pod of the examples.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

var commands = map[string]func(args []string) error{
	"hold":    hold,
	"pki":     pki,
	"pause":   hold,
	"serve":   serve,
	"metrics": metrics,
	"wget":    wget,
	"whoami": func([]string) error {
		fmt.Println(os.Geteuid())
		return nil
	},
}

func main() {
	name, args := filepath.Base(os.Args[0]), os.Args[1:]
	if commands[name] == nil && len(args) > 0 {
		name, args = args[0], args[1:]
	}
	// Programs and tasks of images that cannot be had: each has done its work at once.
	done := strings.Split(os.Getenv("STANDIN_DONE"), ",")
	if slices.Contains(done, filepath.Base(os.Args[0])) || len(args) > 0 && slices.Contains(done, args[0]) {
		return
	}
	command := commands[name]
	if command == nil {
		fmt.Fprintln(os.Stderr, "usage: standin hold|metrics|pause|pki|serve|wget|whoami")
		os.Exit(2)
	}
	if err := command(args); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
