{{/* SPDX-License-Identifier: Apache-2.0 */}}

{{- define "hub.environment" -}}
- name: FLOTILLA_HUB_KEYS_DIR
  value: /var/run/flotilla/keys
- name: FLOTILLA_HUB_DATA_DIR
  value: /var/lib/flotilla
- name: FLOTILLA_HUB_PUBLIC_URL
  value: {{ .Values.publicUrl }}
- name: FLOTILLA_HUB_NAMES
  value: {{ prepend .Values.names (include "hub.serviceNames" (dict "root" . "name" (include "hub.fullname" .))) | join "," | quote }}
- name: FLOTILLA_HUB_OPERATION_LIFE
  value: {{ .Values.settings.operationLife }}
- name: FLOTILLA_HUB_DOCUMENT_LIFE
  value: {{ .Values.settings.documentLife }}
- name: FLOTILLA_HUB_HISTORY_LIFE
  value: {{ .Values.settings.historyLife }}
- name: FLOTILLA_HUB_CREDENTIAL_LIFE
  value: {{ .Values.settings.credentialLife }}
# The kubelet's probes and the peers of networkPolicy.metricsFrom connect over the network.
- name: FLOTILLA_HUB_MANAGEMENT_HOST
  value: 0.0.0.0
- name: FLOTILLA_HUB_NATS_MODE
  value: chart
- name: FLOTILLA_HUB_NATS_URL
  value: tls://{{ include "hub.natsName" . }}.{{ .Release.Namespace }}.svc:4222
{{- with include "hub.natsPublicUrls" . }}
- name: FLOTILLA_HUB_NATS_PUBLIC_URLS
  value: {{ . | quote }}
{{- end }}
{{- end -}}

{{/*
Where agents connect. A hub that is known by its Service's name has agents in its own cluster only: they find the nats-server by its
Service. In other cases silence means the host of publicUrl, which the hub fills in.
*/}}
{{- define "hub.natsPublicUrls" -}}
{{- if .Values.nats.publicUrls -}}
{{ join "," .Values.nats.publicUrls }}
{{- else if regexMatch "[.]svc([.:]|$)" .Values.publicUrl -}}
tls://{{ include "hub.natsName" . }}.{{ .Release.Namespace }}.svc:4222
{{- end -}}
{{- end -}}

{{/* Hosts in which agents reach the nats-server, without scheme and port. */}}
{{- define "hub.natsPublicHosts" -}}
{{- range .Values.nats.publicUrls -}}
{{ printf ",%s" (regexReplaceAll "^[a-z]+://(.*?)(:[0-9]+)?$" . "${1}") }}
{{- end -}}
{{- end -}}
