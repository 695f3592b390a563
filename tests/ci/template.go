// template.go - evaluates templates as Argo CD's ApplicationSet controller does it: Go's text/template, its
// options, and of its functions those that our files use.
//
// Standard input is JSON: {"options": [...], "params": {...}, "texts": [...]}; standard output the texts, evaluated.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"text/template"
)

type request struct {
	Options []string       `json:"options"`
	Params  map[string]any `json:"params"`
	Texts   []string       `json:"texts"`
}

var invalid = regexp.MustCompile("[^-a-z0-9.]")

// SanitizeName of argo-cd/applicationset/utils.
func normalize(name string) string {
	name = invalid.ReplaceAllString(strings.ToLower(name), "-")
	if len(name) > 253 {
		name = name[:253]
	}
	return strings.Trim(name, "-.")
}

// As sprig has it.
func toJson(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		return ""
	}
	return string(text)
}

func evaluate(text string, asked request) (string, error) {
	functions := template.FuncMap{"normalize": normalize, "toJson": toJson}
	parsed, err := template.New("").Funcs(functions).Option(asked.Options...).Parse(text)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	err = parsed.Execute(&out, asked.Params)
	return out.String(), err
}

func main() {
	var asked request
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		panic(err)
	}
	results := make([]string, len(asked.Texts))
	for i, text := range asked.Texts {
		result, err := evaluate(text, asked)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		results[i] = result
	}
	_ = json.NewEncoder(os.Stdout).Encode(results)
}
