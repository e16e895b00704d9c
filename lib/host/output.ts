/** The folder that the output goes to: the one that the code names, else that of CDK8S_OUTDIR, else `dist`, as in cdk8s. */
export function outputFolder(given: string | undefined): string {
  return given ?? process.env.CDK8S_OUTDIR ?? 'dist';
}
