//go:build tools

// Package commands pins the Pulumi CLI with its engine; it is built from here by path.
package commands

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
