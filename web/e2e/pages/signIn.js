/** Sign-in, which stands in place of any page. */
export class SignIn {
  constructor(page) {
    this.page = page;
  }

  get title() {
    return this.page.getByRole('heading', { level: 1, name: 'Sign in' });
  }

  get refusal() {
    return this.page.getByRole('alert');
  }

  async with(token) {
    await this.title.waitFor();
    await this.page.getByLabel('Token', { exact: true }).fill(token);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  async out(name) {
    await this.page.getByRole('button', { name: `Signed in as ${name}` }).click();
    await this.page.getByRole('button', { name: 'Sign out' }).click();
    await this.title.waitFor();
  }
}
