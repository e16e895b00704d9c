//go:build tools

// Package commands pins kube-score, which is built from here by path.
package commands

import _ "github.com/zegl/kube-score/cmd/kube-score"
