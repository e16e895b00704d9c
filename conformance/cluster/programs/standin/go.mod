module bulwark/conformance/cluster/standin

go 1.26.0
