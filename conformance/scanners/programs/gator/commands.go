//go:build tools

// Package commands pins gator, which is built from here by path.
package commands

import _ "github.com/open-policy-agent/gatekeeper/v3/cmd/gator"
