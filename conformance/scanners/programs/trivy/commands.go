//go:build tools

// Package commands pins trivy, which is built from here by path.
package commands

import _ "github.com/aquasecurity/trivy/cmd/trivy"
