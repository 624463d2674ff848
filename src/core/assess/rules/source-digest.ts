/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */
export const SOURCE_DIGEST = 'sha256:fe9c7a25de5be32f0e5658acb285b31b038bd81e6b6747c396170c2de683bbbe';
