/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */
export const SOURCE_DIGEST = 'sha256:0e073fee3f210d4b869881de5ad0941cd0e60784fd6d8a7ef55ddc1c7c529d66';
