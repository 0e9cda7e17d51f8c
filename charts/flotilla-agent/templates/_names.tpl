{{/* SPDX-License-Identifier: Apache-2.0 */}}

{{- define "agent.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Short enough for the suffixes that names below get. */}}
{{- define "agent.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride -}}
{{- else if contains (include "agent.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "agent.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "agent.selector" -}}
app.kubernetes.io/name: {{ include "agent.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "agent.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{ include "agent.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: flotilla
{{/* The network policy of a NatsCluster selects the agent by this label and the one above. */ -}}
app.kubernetes.io/component: agent
{{- end -}}

{{- define "agent.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ default $.Chart.AppVersion .tag }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* A JSON list, for fromJson. */}}
{{- define "agent.namespaces" -}}
{{- dict "list" (default (list .Release.Namespace) .Values.namespaces) | toJson -}}
{{- end -}}

{{/* The objects in the release's namespace that only this agent uses. */}}
{{- define "agent.object" -}}
{{- $full := include "agent.fullname" .root -}}
{{- get (dict "lease" $full "identity" (printf "%s-identity" $full) "policy" (printf "%s-policy" $full) "state" (printf "%s-state" $full) "catalogue" (printf "%s-catalogue" $full)) .object -}}
{{- end -}}

{{/* Roles in served namespaces name the release's namespace too: two agents may serve one namespace in turn. */}}
{{- define "agent.servedRole" -}}
{{ include "agent.fullname" . }}.{{ .Release.Namespace }}
{{- end -}}

{{/* The account of NACK in served namespaces. The agent cannot create it: permissions that it lacks it cannot grant. */}}
{{- define "agent.nackAccount" -}}
{{ include "agent.fullname" . }}-nack.{{ .Release.Namespace }}
{{- end -}}

{{/* The account of the Jobs of backups and restores in served namespaces. */}}
{{- define "agent.backupAccount" -}}
{{ include "agent.fullname" . }}-backup.{{ .Release.Namespace }}
{{- end -}}

{{/* Objects of the whole Kubernetes cluster name the release's namespace too: releases must never clash. */}}
{{- define "agent.clusterRole" -}}
{{ include "agent.fullname" . }}.{{ .Release.Namespace }}
{{- end -}}

{{/* Not empty when plans may read cluster-scoped objects; only a hub asks for plans. */}}
{{- define "agent.clusterRead" -}}
{{- if and .Values.hub.enabled .Values.preflight.clusterRead }}true{{ end -}}
{{- end -}}

{{- define "agent.rules" -}}
{{- range .rules }}
{{- if or (not .when) (eq (tpl (printf "{{ .Values.%s }}" .when) $.root) "true") }}
- apiGroups: [{{ .group | quote }}]
  resources: [{{ .resource | quote }}]
  {{- if eq (default "" .object) "namespaces" }}
  resourceNames: {{ (include "agent.namespaces" $.root | fromJson).list | toJson }}
  {{- else if .object }}
  resourceNames: [{{ include "agent.object" (dict "root" $.root "object" .object) | quote }}]
  {{- end }}
  verbs: {{ .verbs | toJson }}
{{- end }}
{{- end }}
{{- end -}}
