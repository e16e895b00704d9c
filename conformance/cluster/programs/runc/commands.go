//go:build tools

// Package commands pins runc; it is built from here by path.
package commands

import _ "github.com/opencontainers/runc"
