module bulwark/conformance/renderers/sealed

go 1.26.8

require github.com/bitnami/sealed-secrets v0.40.0

require (
	golang.org/x/crypto v0.56.0 // indirect
	golang.org/x/sys v0.47.0 // indirect
)

// The proxy has the module under its former name alone.
replace github.com/bitnami/sealed-secrets => github.com/bitnami-labs/sealed-secrets v0.40.0
