/** Reading files and sources: IST-1xxx. */

import type { ErrorDefinition } from './errors.ts';

export const IMPORT_ERRORS = {
  'IST-1001': {
    title: 'File or folder cannot be read',
    status: 404,
    exitCode: 1,
    hint: 'Check the path and that you may read it.',
  },
  'IST-1002': {
    title: 'File type not recognised',
    status: 415,
    exitCode: 1,
    hint: 'Give an .xlsx workbook, a .csv file, a folder of .csv files or a .zip of them.',
  },
  'IST-1003': {
    title: 'Workbook is protected by a password',
    status: 422,
    exitCode: 1,
    hint: 'Open it in Excel, choose File > Info > Protect Workbook > Encrypt with Password, empty the password, save, and import again.',
  },
  'IST-1004': {
    title: 'Old .xls workbook',
    status: 415,
    exitCode: 1,
    hint: 'Open it in Excel or LibreOffice and save it as .xlsx.',
  },
  'IST-1005': {
    title: 'File is cut off',
    status: 422,
    exitCode: 1,
    hint: 'The end of the file is missing: copy or download it again and compare the sizes.',
  },
  'IST-1006': {
    title: 'File is damaged',
    status: 422,
    exitCode: 1,
    hint: 'Export it again, or open it in Excel, let Excel repair it and save it as .xlsx.',
  },
  'IST-1007': {
    title: 'File inflates beyond the limits',
    status: 413,
    exitCode: 1,
    hint: 'The archive looks like a decompression bomb and was not read further. Export it again from its source.',
  },
  'IST-1008': {
    title: 'Spreadsheet format not supported',
    status: 415,
    exitCode: 1,
    hint: 'Open it in Excel or LibreOffice and save it as .xlsx.',
  },
  'IST-1009': {
    title: 'XML construct refused',
    status: 422,
    exitCode: 1,
    hint: 'Spreadsheets have no document type declaration and no own entities: this file was not written by a spreadsheet program. Export it again from its source.',
  },
  'IST-1010': {
    title: 'Table is larger than the limits',
    status: 413,
    exitCode: 1,
    hint: 'Split the export, for example one per vCenter, and import the parts one by one.',
  },
  'IST-1011': {
    title: 'No virtual machine sheet in the export',
    status: 422,
    exitCode: 1,
    hint: 'Import an RVTools export that holds at least the sheet vInfo (or the file RVTools_tabvInfo.csv).',
  },
  'IST-1012': {
    title: 'Headers not recognised',
    status: 422,
    exitCode: 1,
    hint: 'Give the header row the names RVTools writes (VM, Powerstate, CPUs, Memory, ...), in English, as the first row of the sheet.',
  },
  'IST-1013': {
    title: 'CSV file cannot be read',
    status: 422,
    exitCode: 1,
    hint: 'Look for an opening quote without its closing quote near the row named, or export the file again.',
  },
  'IST-1014': {
    title: 'Archive is protected by a password',
    status: 422,
    exitCode: 1,
    hint: 'Unpack the archive with its password and import the folder.',
  },
  'IST-1015': {
    title: 'JSON cannot be read',
    status: 422,
    exitCode: 1,
    hint: 'The file is cut off or was changed: write it again with the command in docs/guide/sources and import it as it is.',
  },
  'IST-1016': {
    title: 'XML cannot be read',
    status: 422,
    exitCode: 1,
    hint: 'The file is cut off or was changed: export it again from its source and import it as it is.',
  },
  'IST-1017': {
    title: 'Nothing in the file that this kind reads',
    status: 422,
    exitCode: 1,
    hint: 'Check that the kind named is that of the file: docs/guide/sources says what each kind reads and how it is made.',
  },
  'IST-1018': {
    title: 'Document is larger than the limits',
    status: 413,
    exitCode: 1,
    hint: 'Export fewer machines at a time and import the parts one by one.',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
