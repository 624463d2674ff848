/** Written by scripts/write-rules-doc.ts: digest of the source files of src/core/assess. */
export const SOURCE_DIGEST = 'sha256:db88b9f30f98773e974dd7a082507b998ffb9936f2c363b173a482b939b78e23';
