import { type KeyObject, sign } from 'node:crypto';

/** A tag, a length and what is in it, as DER has it. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), body]);
  const bytes = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), body]);
}

const SEQUENCE = 0x30;
const SHA256_WITH_RSA = der(SEQUENCE, der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05));
const COMMON_NAME = der(0x06, Buffer.from('550403', 'hex'));

function day(text: string): Buffer {
  return der(0x18, Buffer.from(`${text.replaceAll('-', '')}000000Z`));
}

/** A certificate that a key has signed for itself, as PEM. Source: RFC 5280. */
export function certificateOf(
  { publicKey, privateKey }: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
  from = '2026-01-01',
  to = '2036-01-01',
): string {
  const name = der(SEQUENCE, der(0x31, der(SEQUENCE, COMMON_NAME, der(0x0c, Buffer.from('sealed-secrets')))));
  const body = der(
    SEQUENCE,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    SHA256_WITH_RSA,
    name,
    der(SEQUENCE, day(from), day(to)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signed = der(
    SEQUENCE,
    body,
    SHA256_WITH_RSA,
    der(0x03, Buffer.from([0]), sign('sha256', body, privateKey)),
  );
  const lines = signed.toString('base64').replace(/.{64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines.trimEnd()}\n-----END CERTIFICATE-----\n`;
}
