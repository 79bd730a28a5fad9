"""The formal inquiry: what its sheet, its pages, its log and its recording are called between terminal and county."""
