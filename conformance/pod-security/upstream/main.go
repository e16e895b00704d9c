// Command upstream prints the verdicts of Kubernetes' own Pod Security evaluator, for comparison with ours.
//
// It reads JSON lines {"pod": Pod, "policies": [{"level": L, "version": V}, …]} and writes one JSON line for each:
//
//	{"error": E}                                 the API's typed decode refuses the pod, or a policy is invalid
//	{"unknown": [F, …], "verdicts": [V, …]}      F: fields that the decode drops; V: one verdict for each policy
//
// A verdict is {"reason": R, "results": [{"check": ID, "reason": R, "detail": D}, …]}: the rejecting checks in
// upstream order. Upstream's results carry no ids: every check is wrapped to add its own, and nothing else is changed.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
	"k8s.io/utils/ptr"
	kjson "sigs.k8s.io/json"
)

type request struct {
	Pod      json.RawMessage `json:"pod"`
	Policies []struct {
		Level   string `json:"level"`
		Version string `json:"version"`
	} `json:"policies"`
}

type result struct {
	Check  string `json:"check"`
	Reason string `json:"reason"`
	Detail string `json:"detail"`
}

type verdict struct {
	Reason  string   `json:"reason"`
	Results []result `json:"results"`
}

type response struct {
	Error    string    `json:"error,omitempty"`
	Unknown  []string  `json:"unknown,omitempty"`
	Verdicts []verdict `json:"verdicts,omitempty"`
}

// evaluator is upstream's, with the id of every check that ran kept beside its result.
type evaluator struct {
	policy.Evaluator
	ran []string
}

func newEvaluator() (*evaluator, error) {
	e := &evaluator{}
	checks := policy.DefaultChecks()
	for _, check := range checks {
		for i, revision := range check.Versions {
			check.Versions[i].CheckPod = func(m *metav1.ObjectMeta, s *corev1.PodSpec) policy.CheckResult {
				e.ran = append(e.ran, string(check.ID))
				return revision.CheckPod(m, s)
			}
		}
	}
	registry, err := policy.NewEvaluator(checks, nil)
	e.Evaluator = registry
	return e, err
}

func (e *evaluator) evaluate(pod *corev1.Pod, level, version string) (verdict, error) {
	l, err := api.ParseLevel(level)
	if err != nil {
		return verdict{}, fmt.Errorf("level %q: %w", level, err)
	}
	v, err := api.ParseVersion(version)
	if err != nil {
		return verdict{}, fmt.Errorf("version %q: %w", version, err)
	}
	e.ran = e.ran[:0]
	found := e.EvaluatePod(api.LevelVersion{Level: l, Version: v}, &pod.ObjectMeta, &pod.Spec)
	aggregate := policy.AggregateCheckResults(found)
	out := verdict{Reason: aggregate.ForbiddenDetail(), Results: []result{}}
	for i, r := range found {
		if !r.Allowed {
			out.Results = append(out.Results, result{e.ran[i], r.ForbiddenReason, r.ForbiddenDetail})
		}
	}
	return out, nil
}

// setDefaults applies the one API default that counts: a volume without a source is an emptyDir.
func setDefaults(pod *corev1.Pod) {
	for i := range pod.Spec.Volumes {
		source := &pod.Spec.Volumes[i].VolumeSource
		if ptr.AllPtrFieldsNil(source) {
			source.EmptyDir = &corev1.EmptyDirVolumeSource{}
		}
	}
}

func (e *evaluator) respond(line []byte) response {
	var in request
	if err := json.Unmarshal(line, &in); err != nil {
		return response{Error: err.Error()}
	}
	var pod corev1.Pod
	dropped, err := kjson.UnmarshalStrict(in.Pod, &pod)
	if err != nil {
		return response{Error: err.Error()}
	}
	setDefaults(&pod)
	var out response
	for _, d := range dropped {
		out.Unknown = append(out.Unknown, d.Error())
	}
	for _, p := range in.Policies {
		v, err := e.evaluate(&pod, p.Level, p.Version)
		if err != nil {
			return response{Error: err.Error()}
		}
		out.Verdicts = append(out.Verdicts, v)
	}
	return out
}

func run() error {
	e, err := newEvaluator()
	if err != nil {
		return err
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<26)
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for in.Scan() {
		if err := encoder.Encode(e.respond(in.Bytes())); err != nil {
			return err
		}
		if err := out.Flush(); err != nil {
			return err
		}
	}
	return in.Err()
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
