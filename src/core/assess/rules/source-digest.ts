/** Written by scripts/write-rules-doc.ts: digest of the source files of src/core/assess. */
export const SOURCE_DIGEST = 'sha256:19ece26a9924c3ec904ea6604b9e2b656adcd8939676e3e4857243935f5a56fd';
