/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */
export const SOURCE_DIGEST = 'sha256:dff47d5fc4264dea74c73a5d32da413e8013a0638b7f0dbc8f2bd373fcb02e3d';
