//go:build tools

// Package commands pins crane, which serves the registry and makes the images; it is built from here by path.
package commands

import _ "github.com/google/go-containerregistry/cmd/crane"
