{{- define "web.host" -}}
{{ if or (eq .env "dev") (hasPrefix "staging" .env) }}local{{ end }}
{{- end }}
