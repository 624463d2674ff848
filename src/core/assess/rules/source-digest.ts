/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */
export const SOURCE_DIGEST = 'sha256:8149a73fdacfe7d0c693f32fb2fdaedbc7da3212cfa49db79128fbd52f07eb89';
