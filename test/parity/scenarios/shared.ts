import type { Waiver } from '../../../lib/core/policy/waiver';

/** A pinned image. */
export const IMAGE = `registry.example.com/shop/web:v1.4.2@sha256:${'a1b2c3d4'.repeat(8)}`;

/** A workload that answers. */
export const WEB = { image: IMAGE, port: 8080, probe: { http: '/readyz' } } as const;

/** A waiver of a control. */
export const waiver = (control: Waiver['control']): Waiver => ({
  control,
  reason: 'the two front ends have to say the same',
  owner: 'team-shop',
  expires: '2027-03-31',
});

/** Where the API server of a cluster is. */
export const API_SERVER = {
  service: { cidr: '10.96.0.1/32', port: 443 },
  endpoints: [{ cidr: '192.0.2.10/32', port: 6443 }],
};
