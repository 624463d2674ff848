/** Bounds that a file from outside must keep. Generous for real exports, finite for hostile ones. */

export interface FormatLimits {
  /** Parts in one zip archive. */
  readonly maxEntries: number;
  /** Bytes all parts of one archive may inflate to, together. */
  readonly maxInflatedBytes: number;
  /** Inflated bytes per compressed byte of one part, once it is past `ratioFreeBytes`. */
  readonly maxRatio: number;
  /** Inflated bytes of one part that are not held against its ratio: small parts compress very well. */
  readonly ratioFreeBytes: number;
  /** Bytes of one small part that is read whole, such as the workbook's list of sheets. */
  readonly maxSmallPartBytes: number;
  /** Bytes of one row: all cells of a sheet's row, or one CSV record. */
  readonly maxRowBytes: number;
  /** Records of one CSV file. */
  readonly maxRows: number;
  /** Rows of one sheet: the file format itself ends there. */
  readonly maxSheetRows: number;
  /** Distinct strings, and their bytes, that one import keeps. */
  readonly maxStrings: number;
  readonly maxStringBytes: number;
}

export const DEFAULT_LIMITS: FormatLimits = {
  maxEntries: 10_000,
  maxInflatedBytes: 16 * 1024 ** 3,
  maxRatio: 250,
  ratioFreeBytes: 32 * 1024 ** 2,
  maxSmallPartBytes: 16 * 1024 ** 2,
  maxRowBytes: 16 * 1024 ** 2,
  maxRows: 20_000_000,
  maxSheetRows: 1_048_576,
  maxStrings: 16_000_000,
  maxStringBytes: 512 * 1024 ** 2,
};
