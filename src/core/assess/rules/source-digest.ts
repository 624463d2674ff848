/** Written by scripts/write-rules-doc.ts: digest of the source files of src/core/assess. */
export const SOURCE_DIGEST = 'sha256:b123484fd65277006b9525b933d9c3c51cc7e40a2ade1e4962e6b5fa966228af';
