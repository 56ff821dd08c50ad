"""The Finnish Trade Register and Business Information System (PRH, YTJ): companies with names, form and address."""
