//go:build tools

// Package commands pins Calico's policy engine and its CNI plugin; they are built from here by path.
package commands

import (
	_ "github.com/projectcalico/calico/cni-plugin/cmd/calico"
	_ "github.com/projectcalico/calico/felix/cmd/calico-felix"
)
