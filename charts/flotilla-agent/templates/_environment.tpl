{{/* SPDX-License-Identifier: Apache-2.0 */}}

{{- define "agent.joinTokenSecret" -}}
{{- default (printf "%s-join-token" (include "agent.fullname" .)) .Values.hub.joinTokenSecret.name -}}
{{- end -}}

{{- define "agent.environment" -}}
- name: FLOTILLA_AGENT_NAMESPACE
  valueFrom:
    fieldRef:
      fieldPath: metadata.namespace
- name: FLOTILLA_AGENT_INSTANCE
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: FLOTILLA_AGENT_NAMESPACES
  value: {{ join "," (include "agent.namespaces" . | fromJson).list | quote }}
- name: FLOTILLA_AGENT_LEASE
  value: {{ include "agent.object" (dict "root" . "object" "lease") }}
- name: FLOTILLA_AGENT_IDENTITY_SECRET
  value: {{ include "agent.object" (dict "root" . "object" "identity") }}
- name: FLOTILLA_AGENT_POLICY_CONFIG_MAP
  value: {{ include "agent.object" (dict "root" . "object" "policy") }}
- name: FLOTILLA_AGENT_STATE_CONFIG_MAP
  value: {{ include "agent.object" (dict "root" . "object" "state") }}
- name: FLOTILLA_AGENT_CATALOGUE_CONFIG_MAP
  value: {{ include "agent.object" (dict "root" . "object" "catalogue") }}
- name: FLOTILLA_AGENT_PROGRESS_DEADLINE
  value: {{ .Values.progressDeadline }}
- name: FLOTILLA_AGENT_OPERATION_KEPT
  value: {{ .Values.operationKept }}
- name: FLOTILLA_AGENT_BACKUP_SERVICE_ACCOUNT
  value: {{ include "agent.backupAccount" . }}
# The Jobs of backups and restores run the same image.
- name: FLOTILLA_AGENT_IMAGE
  value: {{ include "agent.image" . }}
- name: FLOTILLA_AGENT_IMAGE_PULL_POLICY
  value: {{ .Values.image.pullPolicy }}
{{- with .Values.imagePullSecrets }}
{{- $names := list }}
{{- range . }}{{ $names = append $names .name }}{{ end }}
- name: FLOTILLA_AGENT_IMAGE_PULL_SECRETS
  value: {{ join "," $names | quote }}
{{- end }}
{{- if .Values.ingresses.enabled }}
- name: FLOTILLA_AGENT_INGRESSES
  value: "true"
{{- end }}
{{- if .Values.nack.enabled }}
- name: FLOTILLA_AGENT_NACK_SERVICE_ACCOUNT
  value: {{ include "agent.nackAccount" . }}
{{- end }}
- name: FLOTILLA_AGENT_HUB_ENABLED
  value: {{ .Values.hub.enabled | quote }}
{{- if .Values.hub.enabled }}
- name: FLOTILLA_AGENT_MEMBER
  value: {{ .Values.member | quote }}
- name: FLOTILLA_AGENT_HUB_JOIN_TOKEN_FILE
  value: /var/run/flotilla/join/{{ .Values.hub.joinTokenSecret.key }}
{{- end }}
{{- end -}}
