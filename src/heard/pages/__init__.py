"""What staff pages and public pages share: layouts, components, form fields, presenters, styles."""
