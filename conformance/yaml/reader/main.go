// Command reader prints what kubectl reads in a file, for comparison with what this project reads.
//
// It reads lines of base64, each the bytes of one file, and answers each with one line of JSON:
//
//	{"documents": [D, …], "stopped": E, "objects": [O, …], "errors": [E, …]}
//
// documents are the values that kubectl's decoder finds one after another, before anything is made of them, and
// stopped says why it ended early. objects are what kubectl would send to the server, in order, and errors what it
// would print beside them. In both, strings are written with an s before them and numbers as strings with an n, so that
// no reader of the answer changes one; a value that JSON has but kubectl cannot hold is the string "?".
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/cli-runtime/pkg/resource"
)

type answer struct {
	Documents []any    `json:"documents"`
	Stopped   string   `json:"stopped,omitempty"`
	Objects   []any    `json:"objects"`
	Errors    []string `json:"errors,omitempty"`
}

func main() {
	folder, err := os.MkdirTemp("", "reader")
	if err == nil {
		err = serve(os.Stdin, os.Stdout, filepath.Join(folder, "input.yaml"))
		os.RemoveAll(folder)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// serve answers lines until there are no more. Each answer is written at once.
func serve(input io.Reader, output io.Writer, file string) error {
	lines := bufio.NewReaderSize(input, 1<<20)
	out := bufio.NewWriterSize(output, 1<<20)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) == 0 && err == io.EOF {
			return out.Flush()
		}
		if err != nil {
			return err
		}
		data, err := base64.StdEncoding.DecodeString(string(bytes.TrimSpace(line)))
		if err != nil {
			return err
		}
		if err := os.WriteFile(file, data, 0o600); err != nil {
			return err
		}
		found := answer{Documents: []any{}, Objects: []any{}}
		guarded(func() { readDocuments(data, &found) }, func(problem string) { found.Stopped = problem })
		guarded(func() { readObjects(file, &found) }, func(problem string) {
			found.Errors = append(found.Errors, problem)
		})
		text, err := json.Marshal(found)
		if err != nil {
			return err
		}
		out.Write(text)
		out.WriteByte('\n')
		if lines.Buffered() == 0 {
			if err := out.Flush(); err != nil {
				return err
			}
		}
	}
}

// guarded turns a panic of the reader, which would end kubectl, into an error.
func guarded(work func(), failed func(string)) {
	defer func() {
		if problem := recover(); problem != nil {
			failed(fmt.Sprint("panic: ", problem))
		}
	}()
	work()
}

// readDocuments decodes a file as kubectl's stream visitor does.
func readDocuments(data []byte, found *answer) {
	bom := unicode.BOMOverride(unicode.UTF8.NewDecoder())
	decoder := yaml.NewYAMLOrJSONDecoder(transform.NewReader(bytes.NewReader(data), bom), 4096)
	for {
		document := runtime.RawExtension{}
		if err := decoder.Decode(&document); err != nil {
			if err != io.EOF {
				found.Stopped = err.Error()
			}
			return
		}
		raw := bytes.TrimSpace(document.Raw)
		if len(raw) != 0 && !bytes.Equal(raw, []byte("null")) {
			found.Documents = append(found.Documents, spelledJSON(raw))
		}
	}
}

// readObjects reads a file as `kubectl apply -f` does, up to the requests.
func readObjects(file string, found *answer) {
	result := resource.NewLocalBuilder().
		Unstructured().
		ContinueOnError().
		FilenameParam(false, &resource.FilenameOptions{Filenames: []string{file}}).
		Flatten().
		Do()
	infos, err := result.Infos()
	if err != nil {
		found.Errors = append(found.Errors, err.Error())
	}
	for _, info := range infos {
		text, err := runtime.Encode(unstructured.UnstructuredJSONScheme, info.Object)
		if err != nil {
			found.Errors = append(found.Errors, err.Error())
			continue
		}
		found.Objects = append(found.Objects, spelledJSON(text))
	}
}

// spelledJSON decodes JSON as the API machinery does and spells it out.
func spelledJSON(text []byte) any {
	var value any
	if err := utiljson.Unmarshal(text, &value); err != nil {
		return "?"
	}
	return spelled(value)
}

// spelled writes numbers as strings, and marks both.
func spelled(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for key := range value {
			value[key] = spelled(value[key])
		}
	case []any:
		for index := range value {
			value[index] = spelled(value[index])
		}
	case string:
		return "s" + value
	case int64:
		return "n" + strconv.FormatInt(value, 10)
	case float64:
		if value == 0 {
			return "n0"
		}
		text, err := json.Marshal(value)
		if err != nil {
			return "?"
		}
		return "n" + string(text)
	}
	return value
}
