apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  namespace: {{ .Release.Namespace }}
  labels: {{- include "dashboard.labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels:
      app: {{ .Release.Name }}
  template:
    metadata:
      labels: {{- include "dashboard.labels" . | nindent 8 }}
    spec:
      serviceAccountName: {{ .Release.Name }}
      containers:
        - name: dashboard
          image: {{ .Values.image }}
          ports:
            - name: http
              containerPort: 3000
          env:
            - name: METRICS_URL
              value: {{ .Values.metricsUrl | quote }}
          readinessProbe:
            httpGet: { path: /api/health, port: http }
          livenessProbe:
            httpGet: { path: /api/live, port: http }
          resources:
            requests: { cpu: 100m, memory: 128Mi, ephemeral-storage: 256Mi }
            limits: { cpu: 100m, memory: 128Mi, ephemeral-storage: 256Mi }
          volumeMounts:
            - name: tmp
              mountPath: /tmp
      volumes:
        - name: tmp
          emptyDir:
            sizeLimit: 64Mi
