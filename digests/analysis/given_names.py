"""Common given names of many languages: they mark a run as a person and say which pronoun fits."""

# Given mostly to men.
MEN = frozenset(
    """
    Aaron Abdel Abdul Abdullah Abe Abraham Adam Adrian Ahmad Ahmed Akira Al Alan Albert Alberto Alejandro Alessandro
    Alexander Alexandre Alexei Alexey Alfred Ali Allan Allen Amir Anatoly Anders Anderson Andre André Andreas Andrei
    Andrew Andriy Andrzej Andy Ángel Anil Anthony Antoine Anton Antonio António Antony Ari Arnold Arthur Arturo Arun
    Asif Austin Avi Bashar Barack Barry Bart Ben Benjamin Benny Bernard Bernd Bernie Bert Bill Billy Björn Bob Bobby
    Boris Brad Bradley Brandon Brendan Brent Brett Brian Bruce Bruno Bryan Byron Caleb Calvin Carl Carlo Carlos
    Cameron Chad Charles Charlie Chester Chris Christian Christoph Christopher Chuck Claude Clifford Colin Connor
    Conor Corey Cory Craig Curtis Cyril Dale Damian Damien Dan Daniel Daniele Danny Darrell Darren Dave David Davide
    Dean Dennis Denis Derek Devin Didier Diego Dieter Dimitri Dirk Dmitri Dmitry Dmytro Dominic Dominik Don Donald
    Doug Douglas Drew Duncan Dustin Dwight Dylan Earl Ed Eddie Edgar Eduardo Edward Edwin Elijah Elliott Elon Emil
    Emilio Emmanuel Emmett Enrique Eric Erik Ernest Ernesto Ethan Eugene Evan Fabian Fabio Federico Felipe Felix
    Ferdinand Fernando Finn Florian Francesco Francis Francisco François Frank Franz Fred Freddie Frederick Frederik
    Friedrich Fumio Gabriel Gareth Garrett Gary Gavin Gene Geoff Geoffrey George Georges Gerald Gerard Gerhard Giacomo
    Gilbert Giorgio Giovanni Giuseppe Glen Glenn Gordon Graham Grant Greg Gregory Guido Guillaume Guillermo Gustav
    Gustavo Guy Hamid Hamza Hank Hans Harold Harry Hassan Hector Heinrich Henri Henrik Henry Herbert Herman Hideo Hiro
    Hiroshi Hiroyuki Horst Howard Hugh Hugo Hussein Ian Ibrahim Igor Imran Isaac Isaiah Ismail Ivan Jack Jackson Jacob
    Jacques Jaime Jair Jake Jakob Jakub Jamal James Jamie Jan Janos Jared Jason Javier Jay Jean-Claude Jean-Luc
    Jean-Pierre Jeff Jeffrey Jens Jeremy Jerome Jerry Jesus Jesús Jim Jimmy Joachim Joakim João Joe Joel Joey Johan
    Johannes John Johnny Jon Jonah Jonas Jonathan Jordi Jorge Jose José Josef Joseph Josh Joshua Juan Julian Julien
    Julio Junichiro Jürgen Justin Kai Karim Karl Karol Keir Keiji Keith Ken Kenji Kenneth Kevin Khalid Kim Kirill
    Klaus Konrad Konstantin Krzysztof Kurt Kyle Lamar Lance Lars Larry Laurent Lawrence Lee Leif Len Leo Leon Leonard
    Leonid Leroy Lester Lewis Liam Lloyd Lorenzo Lou Louis Luc Luca Lucas Ludwig Luigi Luis Luiz Lukas Luke Magnus
    Mahmoud Malcolm Manfred Manuel Marc Marcel Marcelo Marco Marcos Marcus Mario Marius Mark Markus Martin Marty
    Marvin Masahiro Masato Mateusz Mathias Mats Matt Matteo Matthew Matthias Matthieu Mauricio Maurice Max Maxim
    Maxime Mehdi Mehmet Michael Michal Michel Miguel Mikael Mike Mikhail Milan Milos Miroslav Mitch Mitt Mo Mohamed
    Mohammad Mohammed Morgan Moritz Morris Moshe Muhammad Murray Mustafa Mykola Narendra Nasser Nate Nathan Nathaniel
    Naoki Neil Nelson Nick Nicola Nicolas Nicholas Niels Nigel Nikola Nikolai Nikos Noah Nobuo Noel Norman Oleg
    Oleksandr Olaf Oliver Olivier Omar Orlando Oscar Osman Otto Owen Pablo Paolo Pascal Pat Patrick Paul Paulo Pavel
    Pedro Per Percy Pete Peter Petr Petro Phil Philip Philippe Phillip Pierre Piotr Rafael Raj Rajesh Ralf Ralph Ram
    Ramón Randall Randy Raphael Rashid Raul Raúl Ravi Ray Raymond Recep Reggie Reinhard Rene René Reuben Ricardo Rich
    Richard Rick Ricky Rob Robert Roberto Robin Rod Rodney Rodrigo Roger Roland Rolf Roman Ron Ronald Ronnie Ross Roy
    Rubén Rudolf Rudy Rupert Russell Ryan Saeed Salman Salvador Sam Sami Samuel Sanjay Satoshi Scott Sean Sebastian
    Sébastien Sergei Sergey Sergio Seth Shane Shaun Shawn Shigeru Shinji Shinzo Sidney Silvio Simon Sol Spencer Stan
    Stanley Stefan Stefano Stephan Stéphane Stephen Steve Steven Stewart Stuart Sundar Sunil Sven Takashi Takeshi
    Tariq Taro Ted Terrence Terry Thabo Theo Theodore Thierry Thomas Tim Timothy Tobias Toby Todd Tom Tomas Tomás
    Tommy Tony Toshiro Travis Trevor Troy Tyler Tyrone Ulrich Umberto Uwe Václav Valery Vernon Victor Viktor Vijay
    Vikram Vince Vincent Vincenzo Vitaly Vittorio Vivek Vladimir Volodymyr Wade Wallace Walter Warren Wayne Werner
    Wilfried Wilhelm Will Willem William Willie Wim Winston Wolfgang Xavier Xi Yair Yannick Yasser Yitzhak Yosef
    Yoshihide Yoshihiko Yuri Yusuf Yves Zac Zach Zachary Zoran
    """.split()
)

# Given mostly to women.
WOMEN = frozenset(
    """
    Abigail Ada Adele Adriana Agnes Aisha Akiko Alana Alexandra Alexandria Alexis Alice Alicia Alison Allison Alyssa
    Amanda Amal Amber Amelia Amina Amy Ana Anastasia Andrea Angela Angelina Angie Anita Ann Anna Annalena Anne
    Anneliese Annette Annie Antonia April Ariana Ashley Astrid Audrey Ava Ayesha Barbara Beata Beatrice Beatriz Becky
    Belinda Bernadette Bertha Beth Betsy Betty Beverly Birgit Bonnie Brenda Bridget Brigitte Brittany Brooke Camila
    Camille Candace Carla Carly Carmen Carol Carole Carolina Caroline Carolyn Carrie Cassandra Catalina Caterina
    Catherine Cathy Cecilia Celia Chantal Charlene Charlotte Chelsea Cheryl Chiara Chloe Christiane Christina
    Christine Cindy Claire Clara Clare Claudia Colleen Connie Constance Cristina Cynthia Dana Daniela Danielle Daphne
    Dawn Deborah Debbie Debra Deirdre Delia Denise Diana Diane Dina Dolores Donna Dora Doris Dorothy Edith Eileen
    Ekaterina Elaine Eleanor Elena Eliana Elisa Elisabeth Elise Eliza Elizabeth Ella Ellen Elsa Emily Emma Erica Erika
    Erin Esther Eva Eve Evelyn Fatima Fatou Felicia Fiona Flora Florence Frances Francesca Françoise Frida Gabriela
    Gabrielle Gail Gemma Geraldine Gerda Gertrude Gina Giorgia Giulia Gisela Gladys Gloria Grace Greta Gretchen Gwen
    Hanna Hannah Harriet Hazel Heather Heidi Helen Helena Helene Helga Hilary Hillary Holly Hope Ida Ilse Imelda Inés
    Ingrid Irene Irina Iris Isabel Isabella Isabelle Ivanka Ivy Jacinda Jackie Jacqueline Jane Janet Janice Jasmine
    Jean Jeanne Jeannette Jen Jenna Jennifer Jenny Jessica Jill Jo Joan Joanna Joanne Jocelyn Jodi Jody Josephine Joy
    Joyce Juanita Judith Judy Julia Juliana Julie Juliet June Justine Kaja Kamala Karen Karin Karoline Kate Katarina
    Katharina Katherine Kathleen Kathryn Kathy Katie Katrina Katya Kay Kayla Kellyanne Kelly Kendra Keiko Kerry
    Kirsten Kirstjen Kristen Kristin Kristina Kristalina Kyoko Lara Laura Lauren Laurie Layla Lea Leah Leila Lena
    Leslie Leticia Lia Liliana Lillian Lily Linda Lindsay Lindsey Lisa Liz Liza Lois Lorena Loretta Lori Lorraine
    Louisa Louise Lucia Lucie Lucille Lucy Luisa Lydia Lynn Mabel Madeleine Madeline Maggie Malala Mandy Manuela Mara
    Margaret Margarita Margot Maria María Mariam Marian Marianne Marie Marilyn Marina Marine Marion Marisa Marjorie
    Marlene Marta Martha Martina Mary Maryam Maureen Maya Megan Mei Melanie Melania Melinda Melissa Mercedes Meredith
    Mette Mia Michaela Michele Michelle Mildred Mina Miranda Miriam Moira Molly Mona Monica Monika Monique Muriel Myra
    Nadia Nancy Naomi Natalia Natalie Natasha Nicole Nikki Nina Noor Nora Norma Olga Olena Olivia Oksana Paige Pamela
    Patricia Patty Paula Pauline Peggy Penelope Penny Petra Phyllis Priscilla Priti Priya Rachel Ramona Rebecca Regina
    Renata Renee Rhonda Rita Roberta Rosa Rosalind Rose Rosemary Rosie Roxanne Ruth Sabine Sabrina Sally Samantha Sana
    Sandra Sanna Sara Sarah Saskia Selena Selma Serena Shannon Sharon Sheila Shelley Sherry Shirley Sigrid Silvia
    Simone Sofia Sonia Sonja Sophia Sophie Stacey Stella Stephanie Sue Suella Susan Susanne Suzanne Svetlana Sylvia
    Sylvie Tamara Tammy Tanya Tara Tatiana Teresa Thelma Theresa Tiffany Tina Tracy Trudy Tulsi Ulrike Ursula
    Valentina Valerie Vanessa Vera Veronica Victoria Violet Virginia Vivian Wanda Wendy Whitney Wilma Yasmin Yelena
    Yoko Yolanda Yulia Yuki Yuriko Yvette Yvonne Zainab Zara Zoe
    """.split()
)

GIVEN = MEN | WOMEN
