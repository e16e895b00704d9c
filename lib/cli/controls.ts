import { controlOf, controls, noControl } from '../core/controls';
import type { Control } from '../core/controls/control';
import { waiverCall, waiverEntry } from '../core/policy/waiver-text';
import { controlsFrom } from './controls-file';
import { count, type Io, OK, UsageError } from './io';
import { painter } from './paint';

/** Options of `bulwark controls`. */
export interface ControlsOptions {
  readonly format: 'text' | 'json';
  /** A CommonJS module that exports controls of an organisation: they are behind ours. */
  readonly controls?: string;
}

/**
 * `bulwark controls [ID]`: the catalogue, or one control explained.
 * @throws UsageError for an id that no control has
 */
export function controlsCommand(id: string | undefined, options: ControlsOptions, io: Io): number {
  const json = options.format === 'json';
  const own = controlsFrom(options.controls, io);
  if (id === undefined) {
    const all = [...controls, ...own];
    if (json) io.stdout.json(all.map(plain));
    else io.stdout.lines(table(all));
    return OK;
  }
  const control = own.find((one) => one.id === id) ?? controlOf(id);
  if (control === undefined) throw new UsageError([noControl(id)]);
  if (json) io.stdout.json(plain(control));
  else io.stdout.lines(explain(control, io));
  return OK;
}

function table(all: readonly Control[]): string[] {
  const width = Math.max(...all.map(({ id }) => id.length));
  const rows = all.map(
    ({ id, severity, category, title }) =>
      `${id.padEnd(width)}  ${severity.padEnd(8)}  ${category.padEnd(9)}  ${title}`,
  );
  return [...rows, count(all.length, 'control')];
}

function explain(control: Control, io: Io): string[] {
  const paint = painter(io.colour);
  const heading = (text: string): string => paint('bold', text.padEnd(9));
  const defaults =
    control.harden === undefined ? 'it only judges' : 'it writes a safe default where nothing is said';
  const lines = [
    `${paint('bold', control.id)}: ${control.title}`,
    '',
    `${heading('Severity')} ${control.severity}; ${control.category}; ${defaults}`,
    `${heading('Why')} ${control.why}`,
    `${heading('Fix')} ${control.fix}`,
  ];
  if (control.code !== undefined) lines.push(`${heading('In code')} ${control.code}`);
  if (control.breaks !== undefined) lines.push(`${heading('Breaks')} ${control.breaks}`);
  if (control.params !== undefined) lines.push(`${heading('Params')} ${JSON.stringify(control.params)}`);
  const refs = Object.entries(control.refs).filter(([, ids]) => ids !== undefined && ids.length > 0);
  for (const [index, [source, ids]] of refs.entries()) {
    lines.push(`${heading(index === 0 ? 'Known as' : '')} ${source}: ${[...(ids ?? [])].join(', ')}`);
  }
  lines.push(`${heading('Waiver')} ${waiverCall(control.id)}`);
  lines.push(`${heading('In a file')} ${waiverEntry(control.id, { kind: '…', namespace: '…', name: '…' })}`);
  return lines;
}

function plain(control: Control): Record<string, unknown> {
  const { id, title, category, severity, why, fix, code, breaks, refs, params } = control;
  return { id, title, category, severity, why, fix, code, breaks, refs, params };
}
