// Command encryption reads files of --encryption-provider-config as the API server does, and prints one line for each:
// "ok", or why it is refused.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"k8s.io/apiserver/pkg/server/options/encryptionconfig"
)

func main() {
	for _, path := range os.Args[1:] {
		fmt.Println(verdict(path))
	}
}

func verdict(path string) string {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if _, err := encryptionconfig.LoadEncryptionConfig(ctx, path, false, "conformance"); err != nil {
		return strings.ReplaceAll(err.Error(), "\n", " ")
	}
	return "ok"
}
