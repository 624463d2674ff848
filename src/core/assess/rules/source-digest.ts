/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */
export const SOURCE_DIGEST = 'sha256:94a87052de74c639c2e0d72516e068ae7efc7712383e042a3e98a49a3c4aee1c';
