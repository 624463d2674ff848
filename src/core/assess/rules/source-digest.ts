/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */
export const SOURCE_DIGEST = 'sha256:9a6bc2536e9eec69c65c1f1cd7f258c5b9d6855e992f786680383bb3715a6c6e';
