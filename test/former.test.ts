import * as core from 'bulwark';

/** Each function under its former name, with a call and the call of today. */
const NAMES: readonly (readonly [string, string, () => unknown, () => unknown])[] = [
  [
    'engineOf',
    'compilePolicy',
    () => core.engineOf(core.restricted(), core.clusters.kind()).size,
    () => core.compilePolicy(core.restricted(), core.clusters.kind()).size,
  ],
  [
    'judge',
    'evaluate',
    () => core.judge([], core.compilePolicy(core.restricted(), core.clusters.kind()), '2026-11-21'),
    () => core.evaluate([], core.compilePolicy(core.restricted(), core.clusters.kind()), '2026-11-21'),
  ],
  [
    'exemptionsOf',
    'exportedSuppressions',
    () => core.exemptionsOf({ suppressed: [] }, core.clusters.kind(), []),
    () => core.exportedSuppressions({ suppressed: [] }, core.clusters.kind(), []),
  ],
];

test.each(NAMES)('%s does what %s does, with one note', (former, name, before, now) => {
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  try {
    expect(before()).toEqual(now());
    before();
    expect(warn.mock.calls.map(([text]) => text)).toEqual([
      `bulwark: ${former} is called ${name} now; the former name works until 1.0`,
    ]);
  } finally {
    warn.mockRestore();
  }
});
