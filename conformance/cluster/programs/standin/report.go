package main

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

type seen struct {
	UID    int               `json:"uid"`
	GID    int               `json:"gid"`
	Groups []int             `json:"groups"`
	Status map[string]string `json:"status"` // lines of /proc/self/status
	// What an attempt came to: "done", or why it was not.
	Attempts map[string]string `json:"attempts"`
	Token    bool              `json:"token"`
}

// report says what this process is, and what it can do. Folders of ?writable= are written to beside the rest.
func report(r *http.Request) (seen, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return seen{}, err
	}
	groups, err := os.Getgroups()
	if err != nil {
		return seen{}, err
	}
	result := seen{UID: os.Getuid(), GID: os.Getgid(), Groups: groups, Status: map[string]string{}, Attempts: map[string]string{}}
	for _, line := range strings.Split(string(status), "\n") {
		name, value, found := strings.Cut(line, ":")
		if found && (strings.HasPrefix(name, "Cap") || name == "Seccomp" || name == "NoNewPrivs") {
			result.Status[name] = strings.TrimSpace(value)
		}
	}
	if users, err := os.ReadFile("/proc/self/uid_map"); err == nil {
		result.Status["Users"] = strings.Join(strings.Fields(string(users)), " ")
	}
	_, err = os.Stat(account + "token")
	result.Token = err == nil
	for _, folder := range append([]string{"/", "/bin", "/etc", "/proc/sys/kernel"}, r.URL.Query()["writable"]...) {
		result.Attempts["write to "+folder] = outcome(os.WriteFile(filepath.Join(folder, "attempt"), []byte("x"), 0o600))
	}
	result.Attempts["new user namespace"] = outcome(syscall.Unshare(syscall.CLONE_NEWUSER))
	result.Attempts["mount"] = outcome(syscall.Mount("none", "/tmp", "tmpfs", 0, ""))
	result.Attempts["become root"] = outcome(syscall.Setuid(0))
	result.Attempts["change the owner"] = outcome(os.Chown("/tmp", 0, 0))
	result.Attempts["make a device"] = outcome(syscall.Mknod("/tmp/device", syscall.S_IFBLK, 0))
	result.Attempts["raw socket"] = outcome(rawSocket())
	// The file belongs to root and has the set-user-id bit.
	who, err := exec.Command("/bin/setuid", "whoami").Output()
	if err != nil {
		who = []byte(err.Error())
	}
	result.Attempts["set-user-id program"] = strings.TrimSpace(string(who))
	return result, nil
}

func rawSocket() error {
	socket, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_RAW, syscall.IPPROTO_ICMP)
	if err == nil {
		_ = syscall.Close(socket)
	}
	return err
}

func outcome(err error) string {
	if err == nil {
		return "done"
	}
	return err.Error()
}
