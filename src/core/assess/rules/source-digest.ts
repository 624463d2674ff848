/** Written by scripts/write-rules-doc.ts: digest of the source files of src/core/assess. */
export const SOURCE_DIGEST = 'sha256:8e058af7f8fe7a9bf8c2b7c340a45af638ee8b0cb474948f94db7d449b975803';
