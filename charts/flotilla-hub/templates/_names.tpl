{{/* SPDX-License-Identifier: Apache-2.0 */}}

{{- define "hub.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Short enough for the suffixes that names below get. */}}
{{- define "hub.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride -}}
{{- else if contains (include "hub.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "hub.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "hub.natsName" -}}
{{ include "hub.fullname" . }}-nats
{{- end -}}

{{/* Takes a dict with root and component (hub or nats). */}}
{{- define "hub.selector" -}}
app.kubernetes.io/name: {{ include "hub.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "hub.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{ include "hub.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/part-of: flotilla
{{- end -}}

{{/* Takes a dict with image and fallback (a tag). */}}
{{- define "hub.image" -}}
{{- if .image.digest -}}
{{ .image.repository }}@{{ .image.digest }}
{{- else -}}
{{ .image.repository }}:{{ default .fallback .image.tag }}
{{- end -}}
{{- end -}}

{{/* The names under which pods of this cluster reach a Service. Takes a dict with root and name. */}}
{{- define "hub.serviceNames" -}}
{{ .name }},{{ .name }}.{{ .root.Release.Namespace }},{{ .name }}.{{ .root.Release.Namespace }}.svc
{{- end -}}
