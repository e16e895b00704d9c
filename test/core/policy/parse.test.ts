import fc from 'fast-check';
import { parsePolicy } from '../../../lib/core/policy/parse';
import { dev, restricted } from '../../../lib/core/policy/policy';

const WAIVER = {
  control: 'no-host-pid',
  reason: 'the agent looks at the processes of its node',
  owner: 'team-node',
  expires: '2027-02-01',
  target: { kind: 'DaemonSet', namespace: 'agents', name: 'agent' },
} as const;

test('what a file says is the policy', () => {
  expect(parsePolicy({})).toEqual({ policy: restricted(), problems: [], notes: [] });
  expect(parsePolicy({ profile: 'dev' })).toEqual({ policy: dev(), problems: [], notes: [] });
  const options = {
    owner: 'team-shop',
    email: 'team-shop@example.com',
    environment: 'production',
    params: { 'dns-config-ndots': { ndots: 1 } },
    without: ['sorted-keys'],
    locked: ['no-host-pid', 'cpu-limits'],
    maxWaiverDays: 180,
  } as const;
  const { policy, problems } = parsePolicy({ ...options, waivers: [WAIVER] }, { waivers: [WAIVER] });
  expect(problems).toEqual([]);
  expect(policy).toEqual(restricted({ ...options, waivers: [WAIVER, WAIVER] }));
});

test('everything that is wrong is said at once', () => {
  const { problems } = parsePolicy({
    profile: 'strict',
    lockd: ['x'],
    owner: 7,
    without: ['sorted-key', 3],
    locked: 'no-host-pid',
    maxWaiverDays: 0.5,
    params: {
      'no-such': {},
      'no-host-pid': {},
      'dns-config-ndots': { ndots: 'one', dots: 1 },
      'restrict-uid-gid-ranges': 3,
    },
    waivers: [{ ...WAIVER, control: 'x', until: 1 }],
  });
  expect(problems).toEqual([
    expect.stringMatching(/^lockd: there is no such field; did you mean locked\?$/),
    'profile: found "strict"; needs one of restricted, dev',
    'owner: found 7; needs a string',
    expect.stringMatching(/^params: there is no control 'no-such'/),
    'params.no-host-pid: the control has no parameters',
    'params.dns-config-ndots.ndots: found "one"; needs a number, such as 2',
    'params.dns-config-ndots.dots: there is no such parameter; one of ndots',
    'params.restrict-uid-gid-ranges: found 3; needs a map of parameters',
    "without[0]: there is no control 'sorted-key'; did you mean 'sorted-keys'?",
    'without[1]: found 3; needs the id of a control',
    'locked: found "no-host-pid"; needs a list',
    "waivers[0]: there is no field 'until'",
    expect.stringMatching(/^waivers\[0\]: there is no control 'x'/),
    'maxWaiverDays: found 0.5; needs a whole number from 1 to 36500',
  ]);
});

test('no value is an exception', () => {
  const key = fc.constantFrom('profile', 'params', 'without', 'locked', 'waivers', 'owner', 'x');
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(key, fc.jsonValue())), (value) => {
      expect(() => parsePolicy(value)).not.toThrow();
    }),
  );
});
