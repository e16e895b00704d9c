// Command kyverno-ttl runs the part of Kyverno's cleanup controller that deletes what has its label, and nothing else of Kyverno:
// kyverno-ttl KUBECONFIG USER, where the administrator of the configuration speaks for the user.
package main

import (
	"context"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/kyverno/kyverno/pkg/auth/checker"
	"github.com/kyverno/kyverno/pkg/controllers/ttl"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/metadata"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("kyverno-ttl KUBECONFIG USER")
	}
	config, err := clientcmd.BuildConfigFromFlags("", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	config.Impersonate = rest.ImpersonationConfig{UserName: os.Args[2], Groups: []string{"system:authenticated"}}
	client := kubernetes.NewForConfigOrDie(config)
	objects := metadata.NewForConfigOrDie(config)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	own := checker.NewSelfChecker(client.AuthorizationV1().SelfSubjectAccessReviews())
	ttl.NewManager(objects, client.Discovery(), own, time.Second, 15*time.Minute).Run(ctx, ttl.Workers)
}
