/**
 * PowerShell does not run where these tests run, so the script is read and not tried: what is held here is that it
 * calls nothing but the commands it lists for sign-off, and that its quotes and brackets close.
 */

import { describe, expect, test } from 'vitest';
import { collectorScript } from './collector-script.ts';
import { readScript } from './script-tokens.fixture.ts';

const text = await collectorScript();
const script = readScript(text);
const listed = /BEGIN COMMANDS([\s\S]*)END COMMANDS/.exec(script.comments)?.[1]?.trim().split(/\s+/) ?? [];
const own = [...script.code.matchAll(/^function ([\w-]+)/gm)].map((match) => match[1] ?? '');
const called = new Set(
  [...script.code.replaceAll('Hyper-V\\', '').matchAll(/(?<![\w$.-])([A-Za-z]+-[A-Za-z][A-Za-z0-9]*)\b/g)].map(
    (match) => match[1] ?? '',
  ),
);

describe('the collector script, read and not run (no PowerShell here)', () => {
  test('is plain ASCII, its quotes and brackets close, and no quote expands anything', () => {
    expect(text).toMatch(/^[\x20-\x7e\r\n]*$/);
    expect(script.code.length).toBeGreaterThan(1000);
  });

  test('calls every command of its list and its own functions, and nothing else', () => {
    expect([...called].filter((name) => !listed.includes(name) && !own.includes(name))).toEqual([]);
    expect(listed.filter((name) => !called.has(name))).toEqual([]);
    expect(own.filter((name) => !called.has(name))).toEqual([]);
    expect(listed).toEqual([...new Set(listed)].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
  });

  test('only reads: its commands get, filter and convert; two make an empty list or make the script strict', () => {
    const harmless =
      /^(Get|Where|ForEach|Select|Sort|Measure|Test|ConvertTo)-|^(Write-Output|New-Object|Set-StrictMode)$/;
    expect(listed.filter((name) => !harmless.test(name))).toEqual([]);
    expect(own.filter((name) => !name.startsWith('Get-'))).toEqual([]);
    expect(script.code.match(/New-Object [\w.]+/g)).toEqual(
      Array.from({ length: 3 }, () => 'New-Object System.Collections.ArrayList'),
    );
  });

  test('has no way to run what it was not written with', () => {
    expect(script.code).not.toMatch(
      /Invoke|iex\b|Add-Type|DownloadString|WebClient|Start-|scriptblock\]::|\.Create\(/i,
    );
    // The call operator is used on the blocks that the script itself hands to Get-Part, never on a text or path.
    expect(script.code.match(/&.{0,6}/g)).toEqual(['& $Read']);
    expect(script.code).not.toMatch(/(^|[;{|]\s*)\.\s/m);
    expect(script.code).not.toMatch(/[^-]>|2>|\|\s*[%?]/);
  });

  test('uses few types, and writes to no property of what it read', () => {
    const types = new Set([...script.code.matchAll(/\[([A-Za-z][\w.]*)\]/g)].map((match) => match[1]));
    const allowed = ['System.Globalization.CultureInfo', 'char', 'datetime', 'hashtable', 'int', 'ordered', 'regex'];
    expect(
      [...types].filter(
        (type) => ![...allowed, 'bool', 'scriptblock', 'string', 'switch', 'void'].includes(type ?? ''),
      ),
    ).toEqual([]);
    expect(script.code).not.toMatch(/\$\w+\.\w+\s*=[^=]/);
  });

  test('reads of the data exchange only what the guest says of itself', () => {
    expect(script.quoted).toContain('GuestIntrinsicExchangeItems');
    expect(text).not.toMatch(/GuestExchangeItems|HostExchangeItems/);
  });

  test('every read has a cost that is told when it fails', () => {
    const parts = script.code.match(/Get-(?:Newer)?Part -On/g)?.length ?? 0;
    expect(script.code.match(/-Cost ('')/g)).toHaveLength(parts - 1);
    for (const cost of script.quoted.filter((quote) => /unknown|missing|collected|taken from/.test(quote))) {
      expect(cost).toMatch(/\.$/);
    }
  });
});
