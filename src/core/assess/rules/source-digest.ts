/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */
export const SOURCE_DIGEST = 'sha256:6d3c7e999994376576c9c279a41175edcd6bc9a983cf75e4d2049d506673a497';
